/** The style sheet of the site. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --raised: #f6f7f9;
  --line: #dde1e7;
  --text: #1c2430;
  --muted: #596475;
  --link: #0b57b8;
  --needs: #8a3c00;
  --needs-ground: #fdf0e3;
  --public: #0d6636;
  --public-ground: #e6f5ec;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}

@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c;
    --raised: #1a2029;
    --line: #313a47;
    --text: #e4e8ee;
    --muted: #a0abba;
    --link: #83b7ff;
    --needs: #f3b27a;
    --needs-ground: #35261a;
    --public: #84d6a4;
    --public-ground: #173022;
  }
}

* {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

html {
  scroll-padding-top: 1rem;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem / 1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  overflow-wrap: anywhere;
}

a {
  color: var(--link);
  text-underline-offset: 0.15em;
}

:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
}

main:focus {
  outline: none;
}

.skip {
  position: absolute;
  left: -100vw;
  padding: 0.5rem 1rem;
  background: var(--ground);
}

.skip:focus {
  left: 0;
}

header {
  padding: 0.75rem max(1.25rem, (100% - 73.5rem) / 2);
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0.25rem 2rem;
  background: var(--raised);
  border-bottom: 1px solid var(--line);
}

.title {
  color: var(--text);
  font-weight: 700;
  text-decoration: none;
}

header ul,
.contents ul,
.list,
.members {
  margin: 0;
  padding: 0;
  list-style: none;
}

header ul {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.1rem;
}

header nav a,
.contents a {
  color: var(--muted);
  text-decoration: none;
}

header nav a:hover,
.contents a:hover {
  color: var(--link);
  text-decoration: underline;
}

header nav [aria-current] {
  color: var(--text);
  font-weight: 600;
  box-shadow: 0 0.15rem 0 var(--link);
}

.columns {
  max-width: 76rem;
  margin: 0 auto;
  padding: 0 1.25rem 2rem;
  display: flex;
  gap: 3rem;
}

main {
  flex: 1;
  min-width: 0;
}

footer {
  max-width: 76rem;
  margin: 0 auto;
  padding: 1rem 1.25rem 2rem;
  color: var(--muted);
  font-size: 0.875rem;
}

.beside {
  order: 1;
  flex: 0 0 15rem;
  align-self: flex-start;
  position: sticky;
  top: 0;
  max-height: 100vh;
  overflow-y: auto;
  padding: 2rem 0.5rem 2rem 1rem;
  font-size: 0.875rem;
}

.contents li {
  padding: 0.15rem 0;
}

.above {
  display: none;
}

h1 {
  margin: 2rem 0 1rem;
  font-size: 2rem;
  line-height: 1.2;
}

h2 {
  margin: 0 0 0.25rem;
  font-size: 1.35rem;
  line-height: 1.3;
}

h2 a {
  color: inherit;
  text-decoration: none;
}

h2 a:hover {
  text-decoration: underline;
}

h3 {
  margin: 1.5rem 0 0.5rem;
  color: var(--muted);
  font-size: 0.875rem;
  font-weight: 600;
}

p {
  margin: 0.35rem 0 0.75rem;
  max-width: 46rem;
}

section {
  padding: 2rem 0;
  border-top: 1px solid var(--line);
}

:target:not(main) {
  box-shadow: -0.75rem 0 0 var(--ground), -0.95rem 0 0 var(--link);
}

code,
pre {
  font-family: var(--mono);
  font-size: 0.9em;
}

pre {
  margin: 0.75rem 0;
  padding: 0.75rem 1rem;
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  white-space: pre-wrap;
}

code .name {
  color: var(--text);
  font-weight: 600;
  text-decoration: none;
}

code .name:hover {
  text-decoration: underline;
}

.members > li {
  padding: 0.75rem 0;
  border-top: 1px solid var(--line);
}

.members .members {
  margin: 0.75rem 0 0 1.25rem;
}

.line code {
  white-space: pre-wrap;
}

.members p {
  margin-bottom: 0.25rem;
}

.line {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.25rem 1.5rem;
  max-width: none;
}

.label,
.roles,
.nothing {
  color: var(--muted);
  font-size: 0.875rem;
}

.needs,
.public {
  padding: 0.1rem 0.5rem;
  border-radius: 0.35rem;
  font-size: 0.875rem;
  font-weight: 500;
}

.needs,
.needs a {
  background: var(--needs-ground);
  color: var(--needs);
}

.public {
  background: var(--public-ground);
  color: var(--public);
}

.places {
  font-size: 0.875rem;
  max-width: none;
}

.further,
.deprecated {
  margin: 0.75rem 0;
  padding: 0.5rem 1rem;
  border-left: 3px solid var(--needs);
}

.further ul {
  margin: 0;
  padding-left: 1.25rem;
}

.deprecated > p {
  display: inline;
}

.list {
  margin-top: 0.75rem;
  display: flex;
  flex-wrap: wrap;
  gap: 0.3rem 1.75rem;
}

table {
  width: 100%;
  margin: 0.75rem 0;
  border-collapse: collapse;
}

th,
td {
  padding: 0.5rem 1rem 0.5rem 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
}

thead th {
  color: var(--muted);
  font-size: 0.875rem;
  font-weight: 600;
}

tbody th {
  width: 12rem;
  font-weight: 500;
}

td:not(:last-child) {
  width: 12rem;
}

dt {
  margin-top: 0.75rem;
  font-weight: 600;
}

dd {
  margin: 0;
}

.search label {
  display: block;
  color: var(--muted);
  font-size: 0.875rem;
}

.search input {
  width: 100%;
  max-width: 30rem;
  padding: 0.5rem 0.75rem;
  font: inherit;
  color: inherit;
  background: var(--ground);
  border: 1px solid var(--muted);
  border-radius: 0.5rem;
}

#page-elements {
  display: block;
}

#page-elements li {
  padding: 0.15rem 0;
}

@media (max-width: 60rem) {
  .columns {
    display: block;
  }

  .beside {
    display: none;
  }

  .above {
    display: block;
    margin-top: 1rem;
  }

  .above summary {
    color: var(--muted);
  }

  .above ul {
    columns: 10rem;
    margin-top: 0.5rem;
    font-size: 0.875rem;
  }
}

@media (max-width: 40rem) {
  h1 {
    margin-top: 1.25rem;
    font-size: 1.6rem;
  }

  thead {
    position: absolute;
    left: -100vw;
  }

  table,
  tbody,
  tr,
  th,
  td {
    display: block;
  }

  tbody th,
  td:not(:last-child) {
    width: auto;
  }

  tbody tr {
    padding: 0.6rem 0;
    border-bottom: 1px solid var(--line);
  }

  tbody th,
  td {
    padding: 0.1rem 0;
    border: 0;
  }
}

@media print {
  .skip,
  header nav,
  .contents,
  .search {
    display: none;
  }

  section,
  .members > li,
  pre {
    break-inside: avoid-page;
  }

  section {
    break-inside: auto;
  }
}
`;
