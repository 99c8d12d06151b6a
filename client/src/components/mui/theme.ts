import { createTheme } from '@mui/material/styles';

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true;
  }
}

/** Only system fonts are used, so that nothing is fetched and no text moves when a font arrives. */
const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const DISPLAY_FONT =
  'ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, "Liberation Serif", serif';

/**
 * The dark colours are those of a cinema with warm bulbs, and the light colours those of its foyer by day. Every pair
 * of text and background has a contrast of at least 4.5 : 1.
 */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#a01c3c' },
        secondary: { main: '#8a5a00' },
        warning: { main: '#9a4a00' },
        error: { main: '#b3261e' },
        background: { default: '#fbf7f2', paper: '#ffffff' },
        text: { primary: '#231a20', secondary: '#62555d' },
        divider: '#e6dcd3',
      },
    },
    dark: {
      palette: {
        primary: { main: '#ffc45c' },
        secondary: { main: '#ff8fa3' },
        error: { main: '#ff8a80' },
        background: { default: '#131017', paper: '#1d1823' },
        text: { primary: '#f6f0ea', secondary: '#b9adb6' },
        divider: '#372f40',
      },
    },
  },
  shape: { borderRadius: 10 },
  typography: {
    fontFamily: SANS,
    h1: {
      fontFamily: DISPLAY_FONT,
      fontSize: 'clamp(1.75rem, 1.2rem + 2.4vw, 3rem)',
      fontWeight: 600,
      lineHeight: 1.12,
    },
    h2: { fontFamily: DISPLAY_FONT, fontSize: '1.375rem', fontWeight: 600, lineHeight: 1.25 },
    h3: { fontSize: '0.9375rem', fontWeight: 650, lineHeight: 1.35 },
    button: { textTransform: 'none', fontWeight: 600 },
  },
  // Material UI removes the outline of its buttons and sliders, and shows the focus as a ripple or a faint halo instead.
  // This gives them the same outline as everything else on the page.
  focusVisible: true,
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    // Material UI puts an invisible character there, which would be a part of the name of the button.
    MuiButton: { styleOverrides: { startIcon: { '&::before': { content: 'none' } } } },
  },
});
