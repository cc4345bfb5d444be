export { type AccessMatrix, type AccessRow, accessMatrix, type Roles } from './analyse/access-matrix.js';
export { matrixToMarkdown } from './analyse/matrix-to-markdown.js';
export { protectedFields } from './analyse/protected-fields.js';
export {
  type OperationOptions,
  protectedElements,
  requiredScopes,
  type UsedElement,
} from './analyse/required-scopes.js';
export { didYouMean } from './did-you-mean.js';
export { type EnforceOptions, enforceScopes } from './enforce/enforce.js';
export type { Mode } from './enforce/policy.js';
export { ScopeRefusal } from './enforce/refusal.js';
export type { CompileOptions, Requirements } from './map/compile.js';
export { requirementsOf } from './map/compiled-schemas.js';
export { authorize, type Request, type Verdict } from './preflight/authorize.js';
export { type Alternative, type Grant, nearest, type Requirement } from './requirement.js';
export { type Catalogue, catalogueOf } from './sdl/catalogue.js';
export { typeDefs } from './sdl/directives.js';
export { type Fault, ScopeDirectiveError } from './sdl/faults.js';
