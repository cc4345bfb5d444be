/** What a screen reader is to call the editors, which GraphiQL leaves without a name. */
const names: Readonly<Record<string, string>> = {
  '.graphiql-query-editor .CodeMirror': 'Operation',
  '.graphiql-editor-tool .graphiql-editor:first-child .CodeMirror': 'Variables, in JSON',
  '.graphiql-editor-tool .graphiql-editor:last-child .CodeMirror': 'Headers, in JSON',
  '.result-window .CodeMirror': 'Answer',
};

/**
 * Mends what GraphiQL's markup lacks, and again whenever it changes: editors without names, an answer that scrolls and
 * cannot be reached with the keyboard, and tabs that hold buttons, which a screen reader cannot get at.
 * @returns what ends it
 */
export function labelGraphiQL(root: HTMLElement): () => void {
  const observer = new MutationObserver(() => label(root));
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['aria-selected'] });
  label(root);
  return () => observer.disconnect();
}

function label(root: HTMLElement): void {
  for (const [selector, name] of Object.entries(names)) labelEditor(root.querySelector(selector), name);
  labelTabs(root);
}

/** The text of an editor scrolls beside the field that is written in: both are come to with the keyboard. */
function labelEditor(editor: Element | null, name: string): void {
  setOnce(editor?.querySelector('textarea'), 'aria-label', name);
  const scroller = editor?.querySelector('.CodeMirror-scroll');
  setOnce(scroller, 'tabindex', '0');
  setOnce(scroller, 'role', 'region');
  setOnce(scroller, 'aria-label', `${name}, to be scrolled`);
}

/** A list of buttons, the one that is shown marked as such. */
function labelTabs(root: HTMLElement): void {
  root.querySelector('.graphiql-tabs')?.setAttribute('role', 'list');
  for (const tab of root.querySelectorAll('.graphiql-tab')) {
    const button = tab.querySelector('.graphiql-tab-button');
    if (tab.hasAttribute('aria-selected')) {
      button?.setAttribute('aria-current', String(tab.getAttribute('aria-selected') === 'true'));
      tab.removeAttribute('aria-selected');
    }
    tab.removeAttribute('role');
  }
  setOnce(root.querySelector('#graphiql-session'), 'role', 'group');
}

/** Sets nothing that is set already, or the observer would hear of it for ever. */
function setOnce(element: Element | null | undefined, name: string, value: string): void {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}
