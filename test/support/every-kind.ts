/** SDL with every kind of element, and every way to require something. */
export const EVERY_KIND = `
  "A shop."
  schema
    @scope(name: "items", description: "Read.")
    @scope(name: "notes", description: "Read \`notes\`.")
    @scope(name: "admin", description: "All.")
  { query: Query mutation: Mutation subscription: Subscription }
  interface Node { id: ID! }
  interface Named implements Node { id: ID! name: String }
  "What is sold."
  type Item implements Named & Node {
    id: ID!
    name(upper: Boolean = false, "Why." secret: String @requiresScopes(scopes: "admin")): String
    note: String @requiresScopes(scopes: [["notes", "items"], ["admin"]])
    old: String @deprecated(reason: "Use \`Item.name\`.")
    next: Item
  }
  type Secret implements Node @requiresScopes(scopes: "admin") { id: ID! }
  union Any = Item | Secret
  enum Color { "Like fire." RED GREEN @deprecated }
  enum Grade @requiresScopes(scopes: "admin") { A }
  scalar Money @specifiedBy(url: "https://example.com/money")
  input Filter { color: Color = RED, price: Money, hidden: Boolean @requiresScopes(scopes: "admin"), and: [Filter!], not: Filter }
  input Choice @oneOf { a: Int b: Int }
  type Query {
    version: String! @public
    me: String @authenticated
    items(first: Int = 10, filter: Filter): [Item!]! @requiresScopes(scopes: "items")
    node(id: ID!): Node @public
    any: Any @public
    grade: Grade
  }
  type Mutation { add(item: String!, in: Filter!, choice: Choice): Item @requiresScopes(scopes: [["items", "notes"], ["admin"]]) }
  type Subscription { ticks(every: Int!): Int @authenticated }
`;
