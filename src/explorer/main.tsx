import 'graphiql/style.css';
import './theme.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.js';

/** By this name, what keeps a page from scrolling behind a dialog finds the nonce for its style elements. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
Object.assign(globalThis, { __webpack_nonce__: nonce });

const root = document.getElementById('explorer');
if (root) createRoot(root).render(<Explorer />);
