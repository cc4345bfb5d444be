import * as v from 'valibot';
import { accepting, oneOf, type Setting, setting } from '../../../src/setting.js';
import type { AboutVariable } from '../../../src/variables.js';

const onOrOff = v.optional(oneOf(['on', 'off']), 'off');

type Settings = Record<string, Setting<AboutVariable>>;

({ METRICS: setting({ what: 'Figures.' }, onOrOff) }) satisfies Settings;
// TS2322
({ METRICS: onOrOff }) satisfies Settings;
// TS2741
setting({}, onOrOff);
// TS2345
setting({ what: 'Figures.' }, v.optional(v.string()));
// TS2345
setting({ what: 'Figures.' }, v.string());
setting({ what: 'Figures.' }, accepting('a string', v.string()));
// TS2322
({ METRICS: setting({ what: 'Figures.', production: 'maybe' }, onOrOff) }) satisfies Settings;
