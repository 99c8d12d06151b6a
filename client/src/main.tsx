import 'virtual:theme.css';
import './app/base.css';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { QueryClientProvider } from '@tanstack/react-query';
import { askEarly } from './app/ask-early.ts';
import { keepForOffline } from './app/keep-for-offline.ts';
import { createRouter } from './app/router.tsx';
import { queryClient } from './lib/query-client.ts';

askEarly(location);
keepForOffline();
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
// React renders in slices, and the browser can respond to scrolling and typing between them.
startTransition(() => {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createRouter()} />
      </QueryClientProvider>
    </StrictMode>,
  );
});
