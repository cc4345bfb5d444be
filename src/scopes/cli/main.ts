#!/usr/bin/env node
import { addCommands } from './program.js';
import { newProgram, run } from './run.js';

await run(addCommands(newProgram()));
