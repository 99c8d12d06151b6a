import Delete from '@mui/icons-material/DeleteOutlined';
import Edit from '@mui/icons-material/EditOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { Link } from 'react-router';
import { Themed } from '../../../components/mui/themed.tsx';
import { paths } from '../../../config/paths.ts';
import type { Film } from '../../../lib/api-types.gen.ts';
import { FROM_FILM } from '../from-film.ts';
import { texts } from '../texts.ts';
import { DeleteDialog } from './delete-dialog.tsx';

type FilmActionsProps = { readonly film: Film; readonly etag: string; readonly onDeleted: () => void };

/** What a signed-in user can do with a film. */
export function FilmActions({ film, etag, onDeleted }: FilmActionsProps) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Themed>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button
          component={Link}
          to={paths.editFilm.to(film.id)}
          state={FROM_FILM}
          startIcon={<Edit />}
          variant="outlined"
        >
          {texts.actions.edit}
        </Button>
        <Button
          startIcon={<Delete />}
          color="error"
          variant="outlined"
          onClick={() => {
            setIsAsking(true);
          }}
        >
          {texts.actions.delete}
        </Button>
        {isAsking && (
          <DeleteDialog
            opened={{ film, etag }}
            onClose={() => {
              setIsAsking(false);
            }}
            onDeleted={onDeleted}
          />
        )}
      </Stack>
    </Themed>
  );
}
