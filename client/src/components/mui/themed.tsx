import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { theme } from './theme.ts';

/** A function of the theme's: the variables are in a static file, and the page itself minds light and dark. */
const getTheme = () => theme;

/**
 * Around whatever is made of Material UI. It comes with the parts that need it and not with the first script: what the
 * first page shows is drawn with static styles of the same theme.
 */
export function Themed({ children }: { readonly children: ReactNode }) {
  return <ThemeProvider theme={getTheme}>{children}</ThemeProvider>;
}
