import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { theme } from './theme.ts';

/**
 * The theme is passed as a function, because Material UI then neither sets CSS variables nor switches the colour
 * scheme. The variables are in a static file, and the page itself switches between light and dark.
 */
const getTheme = () => theme;

/**
 * Wraps everything that is made of Material UI. It is loaded together with the parts that need it and not with the
 * first script, because the first page uses static styles with the same theme.
 */
export function Themed({ children }: { readonly children: ReactNode }) {
  return <ThemeProvider theme={getTheme}>{children}</ThemeProvider>;
}
