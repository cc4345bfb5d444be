import { useEditorContext, useExecutionContext } from '@graphiql/react';
import { type MutableRefObject, useEffect } from 'react';
import { hasAuthorization } from './fetcher.js';
import type { Editing } from './needs.js';

export interface EditorBridgeProps {
  /** Is told what is in the editor, a moment after it has changed. */
  onEditing: (editing: Editing) => void;
  /** Is told whether the headers that somebody has typed say who is asking. */
  onOwnAuthorization: (isThere: boolean) => void;
  /** Is given what runs the operation in the editor. */
  run: MutableRefObject<() => void>;
}

const PAUSE_MS = 200;
const leaveTab = { Tab: false, 'Shift-Tab': false } as const;

type Editor = NonNullable<ReturnType<typeof useEditorContext>>['headerEditor'];

/** Stands inside GraphiQL, where its editors can be reached, and shows nothing. */
export function EditorBridge({ onEditing, onOwnAuthorization, run }: EditorBridgeProps) {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useEditorContext({ nonNull: true });
  const execution = useExecutionContext({ nonNull: true });
  useEffect(() => {
    run.current = execution.run;
  }, [execution, run]);

  useEffect(() => {
    if (!queryEditor) return;
    return afterPause(queryEditor, ['change', 'cursorActivity'], () =>
      onEditing({
        text: queryEditor.getValue(),
        cursor: queryEditor.indexFromPos(queryEditor.getCursor()),
        chosen: queryEditor.operationName,
      }),
    );
  }, [queryEditor, onEditing]);

  useEffect(() => {
    if (!headerEditor) return;
    return afterPause(headerEditor, ['change'], () => onOwnAuthorization(hasAuthorization(parsed(headerEditor))));
  }, [headerEditor, onOwnAuthorization]);

  useEffect(() => {
    // Tab would indent, and who has no mouse could not get out of an editor again (WCAG 2.1.2).
    for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor])
      editor?.setOption('extraKeys', { ...Object(editor.getOption('extraKeys')), ...leaveTab });
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
  return null;
}

/** Calls at once, and then a moment after the last of these events. @returns what ends it */
function afterPause(editor: NonNullable<Editor>, events: readonly string[], call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(call, PAUSE_MS);
  };
  call();
  for (const event of events) editor.on(event as 'change', later);
  return () => {
    clearTimeout(timer);
    for (const event of events) editor.off(event as 'change', later);
  };
}

function parsed(editor: NonNullable<Editor>): unknown {
  try {
    return JSON.parse(editor.getValue());
  } catch {
    return undefined;
  }
}
