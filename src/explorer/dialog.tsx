import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog, open as long as it is there. The browser keeps the focus in it, and gives it back; it begins with what is marked
 * `data-first`.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      // Before it is taken away, or else the focus is given back to nothing.
      dialog?.close();
      queueMicrotask(keepFocus);
    };
  }, []);
  return (
    <dialog ref={ref} className="dialog" aria-labelledby={titleId} onCancel={onClose}>
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="plain" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** What has opened a dialog may be gone when it closes. The next best place is who is signed in. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('header button')?.focus();
}
