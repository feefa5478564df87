/** The page. Reads the REST API under /v1 and follows its live events; everything it shows has a URL. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './ui/controls.css';
import { App } from './app.js';
import { restoreTheme } from './ui/theme.js';

restoreTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
