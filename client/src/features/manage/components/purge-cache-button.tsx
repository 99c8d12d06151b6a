import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { isApiError } from '../../../lib/api-error.ts';
import { emptyMoviesCache } from '../api/write-films.ts';

/** Clears the movies cache, so that the next search asks the provider. */
export function PurgeCacheButton() {
  const [state, setState] = useState<'ready' | 'purging' | 'done' | { readonly failed: string }>('ready');
  const purge = async () => {
    setState('purging');
    try {
      await emptyMoviesCache();
      setState('done');
    } catch (error) {
      setState({ failed: isApiError(error) ? error.message : 'Something unexpected happened.' });
    }
  };
  const said = typeof state === 'object' ? `Not cleared: ${state.failed}` : state === 'done' ? 'Clearing…' : '';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <Button variant="outlined" size="small" loading={state === 'purging'} onClick={() => void purge()}>
        Clear cache
      </Button>
      <span role="status">{said}</span>
    </Box>
  );
}
