/** Text that is HTML already. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may be put into a template: HTML stays as it is, text is escaped, of undefined nothing is left. */
export type Content = Html | string | number | undefined | readonly Content[];

/** HTML of a template. Nothing that is put in can begin a tag, nor end an attribute, which stands between quotation marks. */
export function html(template: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(String.raw({ raw: template }, ...contents.map(textOf)));
}

/** The contents with something between each two. */
export function joined(contents: readonly Content[], separator: Content): Content[] {
  return contents.flatMap((content, at) => (at === 0 ? [content] : [separator, content]));
}

function textOf(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(textOf).join('');
  return escaped(String(content ?? ''));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}
