import Box from '@mui/material/Box';
import { useIsOnline } from './use-is-online.ts';

/** On every page while the device has no connection. */
export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <Box role="status" sx={{ position: 'sticky', bottom: 0, zIndex: 'appBar' }}>
      {!isOnline && (
        <Box
          sx={{
            bgcolor: 'text.primary',
            color: 'background.default',
            py: 1,
            px: 2,
            textAlign: 'center',
            fontWeight: 600,
          }}
        >
          You are offline. What you ask for comes as soon as you are back.
        </Box>
      )}
    </Box>
  );
}
