export { authorize, type Mode, type Request, type Verdict } from './authorize.js';
export { type Catalogue, catalogueOf } from './catalogue.js';
export { didYouMean } from './did-you-mean.js';
export { typeDefs } from './directives.js';
export { enforceScopes } from './enforce.js';
export { type Fault, ScopeDirectiveError } from './faults.js';
export { ScopeRefusal } from './refusal.js';
export { type Alternative, all, type Grant, lacking, nearest, type Requirement } from './requirement.js';
export { type CompileOptions, type Requirements, requirementsOf } from './requirements.js';
