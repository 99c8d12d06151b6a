/**
 * The five colours of a poster. Title and year have the colour `ink` on `ground`, with a contrast of at least 4.5 : 1.
 */
export type Palette = {
  readonly ground: string;
  readonly ink: string;
  readonly main: string;
  readonly second: string;
  readonly light: string;
};

export const PALETTES: readonly [Palette, ...Palette[]] = [
  { ground: '#f4e3c1', ink: '#1f2a38', main: '#c8402f', second: '#1f4e5f', light: '#f2b134' },
  { ground: '#17223b', ink: '#ffe9c7', main: '#ff6768', second: '#6b778d', light: '#ffd97a' },
  { ground: '#2b1331', ink: '#ffd9c0', main: '#d1495b', second: '#66235f', light: '#edae49' },
  { ground: '#0f3d3e', ink: '#f1e9d2', main: '#e2703a', second: '#1f6f6b', light: '#f6c667' },
  { ground: '#efe6dd', ink: '#231942', main: '#5e548e', second: '#be95c4', light: '#e0b1cb' },
  { ground: '#b5291f', ink: '#fff4e0', main: '#1c1a1a', second: '#7d1a13', light: '#f7c76b' },
  { ground: '#12130f', ink: '#efe7d6', main: '#e4b363', second: '#4a4a3f', light: '#efe9dc' },
  { ground: '#dfe8e6', ink: '#12343b', main: '#e1784f', second: '#2d545e', light: '#e1b382' },
  { ground: '#f7c548', ink: '#2a1a1f', main: '#e4572e', second: '#29335c', light: '#fff1c9' },
  { ground: '#20304f', ink: '#f3efe0', main: '#44a1a0', second: '#0d1b33', light: '#f0c987' },
  { ground: '#3c1518', ink: '#f2e2ce', main: '#a44200', second: '#69140e', light: '#d58936' },
  { ground: '#d9e4dd', ink: '#1d3124', main: '#555b6e', second: '#89b0ae', light: '#fbf7f4' },
  { ground: '#1a1f4b', ink: '#fbe9ff', main: '#e84a9c', second: '#5b3cc4', light: '#52d3d8' },
  { ground: '#e8d5b7', ink: '#2c2a4a', main: '#0e7c7b', second: '#d1495b', light: '#f8f4e3' },
];
