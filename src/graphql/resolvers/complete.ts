import type { GraphQLScalarType } from 'graphql';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';

type FieldsOf<Type extends keyof Resolvers> = NonNullable<Resolvers[Type]>;

/** The fields of a type that its parent value does not hold, so that the default resolver would find nothing. */
type Unheld<Type extends keyof Resolvers> = string extends keyof ResolversParentTypes[Type]
  ? keyof FieldsOf<Type>
  : Exclude<keyof FieldsOf<Type>, keyof ResolversParentTypes[Type] | '__isTypeOf'>;

type Complete<Type extends keyof Resolvers> =
  FieldsOf<Type> extends GraphQLScalarType
    ? GraphQLScalarType
    : FieldsOf<Type> & Required<Pick<FieldsOf<Type>, Unheld<Type>>>;

/** All the resolvers: a root field, a scalar, or a field that no parent value holds must not be missing. */
export type CompleteResolvers = {
  [Type in keyof Resolvers as [Unheld<Type>] extends [never] ? never : Type]-?: Complete<Type>;
};
