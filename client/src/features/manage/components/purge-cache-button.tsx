import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { isApiError } from '../../../lib/api-error.ts';
import { emptyMoviesCache } from '../api/write-films.ts';

/** Takes every kept answer of the live movies away, so that the next search asks the provider. */
export function PurgeCacheButton() {
  const [state, setState] = useState<'ready' | 'purging' | 'done' | { readonly failed: string }>('ready');
  const purge = async () => {
    setState('purging');
    try {
      await emptyMoviesCache();
      setState('done');
    } catch (error) {
      setState({ failed: isApiError(error) ? error.message : 'This page came upon a fault.' });
    }
  };
  const said =
    typeof state === 'object' ? `Not emptied: ${state.failed}` : state === 'done' ? 'It is being emptied.' : '';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <Button variant="outlined" size="small" loading={state === 'purging'} onClick={() => void purge()}>
        Empty the cache
      </Button>
      <span role="status">{said}</span>
    </Box>
  );
}
