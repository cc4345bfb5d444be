import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { memo, useEffect, useRef } from 'react';
import { defaultTabs } from './default-tabs.js';
import { EditorBridge, type EditorBridgeProps } from './editor-bridge.js';
import { labelGraphiQL } from './label-graphiql.js';
import { layoutStorage } from './layout-storage.js';

type WorkbenchProps = EditorBridgeProps & Required<Pick<GraphiQLProps, 'fetcher' | 'onSchemaChange'>>;

const storage = layoutStorage(localStorage);
const tabs = [...defaultTabs];

/** GraphiQL, made usable without a mouse and without eyes. It is drawn anew only where it has changed itself: it is large. */
export const Workbench = memo(function Workbench({ fetcher, onSchemaChange, ...bridge }: WorkbenchProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => (ref.current ? labelGraphiQL(ref.current) : undefined), []);
  return (
    <main ref={ref}>
      <GraphiQL
        fetcher={fetcher}
        onSchemaChange={onSchemaChange}
        storage={storage}
        defaultTabs={tabs}
        shouldPersistHeaders={false}
        forcedTheme="system"
      >
        <EditorBridge {...bridge} />
      </GraphiQL>
    </main>
  );
});
