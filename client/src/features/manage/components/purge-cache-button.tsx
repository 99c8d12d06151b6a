import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { messageOf } from '../../../lib/api-error.ts';
import { emptyMoviesCache } from '../api/write-films.ts';
import { texts } from '../texts.ts';

/** Clears the movies cache, so that the next search asks the provider. */
export function PurgeCacheButton() {
  const [state, setState] = useState<'ready' | 'purging' | 'done' | { readonly failed: string }>('ready');
  const purge = async () => {
    setState('purging');
    try {
      await emptyMoviesCache();
      setState('done');
    } catch (error) {
      setState({ failed: messageOf(error) });
    }
  };
  const said =
    typeof state === 'object' ? texts.cache.notCleared(state.failed) : state === 'done' ? texts.cache.clearing : '';
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <Button variant="outlined" size="small" loading={state === 'purging'} onClick={() => void purge()}>
        {texts.cache.clear}
      </Button>
      <span role="status">{said}</span>
    </Box>
  );
}
