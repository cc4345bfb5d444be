/** What a first visit begins with, a tab each. */
export const defaultTabs: readonly { query: string }[] = [
  {
    query: `# Your account and your newest items.
# Above stands which scopes that needs.
#
# Ctrl-Enter runs it, Ctrl-Space completes.
query MyItems {
  me {
    username
    roles
  }
  myItems(first: 3) {
    nodes {
      title
      createdAt
    }
    totalCount
  }
}
`,
  },
  {
    query: `# Every scope there is. Everybody may ask this.
query Scopes {
  scopes {
    name
    description
  }
}
`,
  },
  {
    query: `# What you may change, too, is a matter of scopes.
mutation NewItem {
  createItem(input: { title: "Written in the explorer" }) {
    id
    title
  }
}
`,
  },
];
