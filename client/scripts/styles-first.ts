import type { Plugin } from 'vite';

/**
 * Gives the scripts a lower priority than the stylesheet, because the first paint waits for the stylesheet but not for
 * the scripts.
 */
export function stylesFirst(): Plugin {
  return {
    name: 'styles-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replaceAll(/<(?:script type="module"|link rel="modulepreload")/g, '$& fetchpriority="low"'),
    },
  };
}
