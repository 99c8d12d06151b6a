import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import IconButton from '@mui/material/IconButton';
import { useColorScheme } from '@mui/material/styles';

/** Light or dark as the device prefers, until somebody presses this; what they chose is remembered. */
export function ThemeToggle() {
  const { mode, systemMode, setMode } = useColorScheme();
  const isDark = (mode === 'system' ? systemMode : mode) === 'dark';
  const label = isDark ? 'Use light colours' : 'Use dark colours';
  return (
    <IconButton
      aria-label={label}
      title={label}
      color="inherit"
      onClick={() => {
        setMode(isDark ? 'light' : 'dark');
      }}
    >
      {isDark ? <LightIcon /> : <DarkIcon />}
    </IconButton>
  );
}
