import { useColourScheme } from '../../lib/use-colour-scheme.ts';
import { texts } from '../texts.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

/**
 * Switches between light and dark. The page follows the preference of the device until the user switches. The choice of
 * the user is remembered.
 */
export function ThemeToggle() {
  const { isDark, choose } = useColourScheme();
  const label = texts.colours[isDark ? 'light' : 'dark'];
  return (
    <IconButton
      label={label}
      title={label}
      onClick={() => {
        choose(isDark ? 'light' : 'dark');
      }}
    >
      <Icon name={isDark ? 'light' : 'dark'} />
    </IconButton>
  );
}
