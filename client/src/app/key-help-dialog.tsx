import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { Themed } from '../components/mui/themed.tsx';
import { texts as sharedTexts } from '../components/texts.ts';
import { texts } from './texts.ts';

/** The keys of the page, and what each of them does. */
export function KeyHelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Themed>
      <Dialog open onClose={onClose} aria-labelledby="keys-title">
        <DialogTitle id="keys-title">{texts.keys.title}</DialogTitle>
        <DialogContent>
          <Box component="dl" sx={{ m: 0, display: 'grid', gap: '8px 24px', gridTemplateColumns: 'auto 1fr' }}>
            {texts.keys.list.map(({ keys, does }) => (
              <Box key={keys} sx={{ display: 'contents' }}>
                <Box component="dt" sx={{ fontWeight: 600 }}>
                  <kbd>{keys}</kbd>
                </Box>
                <Box component="dd" sx={{ m: 0 }}>
                  {does}
                </Box>
              </Box>
            ))}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} autoFocus>
            {sharedTexts.close}
          </Button>
        </DialogActions>
      </Dialog>
    </Themed>
  );
}
