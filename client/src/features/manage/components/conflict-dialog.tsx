import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { EditedFilm } from '../api/write-films.ts';
import { changedFields, FIELDS, textsOf } from '../film-fields.ts';
import { texts } from '../texts.ts';
import type { FilmForm } from '../use-film-form.ts';

type ConflictDialogProps = {
  readonly form: FilmForm;
  /** The film as it is now. */
  readonly theirs: EditedFilm;
  readonly onKeepTheirs: () => void;
  readonly onApplyMine: () => void;
};

/**
 * Shown when someone else saved the film first. Shows their version and the typed version of each field that differs,
 * next to each other or, on phones, below each other, and lets the user choose.
 */
export function ConflictDialog({ form, theirs, onKeepTheirs, onApplyMine }: ConflictDialogProps) {
  const theirTexts = textsOf(theirs.film);
  const mine = changedFields(form.baseTexts, form.texts);
  const changedByThem = changedFields(form.baseTexts, theirTexts);
  const shown = FIELDS.filter((field) => mine.includes(field) || changedByThem.includes(field));
  return (
    <Dialog
      open
      onClose={form.goOn}
      maxWidth="md"
      fullWidth
      aria-labelledby="conflict-title"
      aria-describedby="conflict-question"
    >
      <DialogTitle id="conflict-title">{texts.conflict.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id="conflict-question" sx={{ mb: 2 }}>
          {texts.conflict.question}
        </DialogContentText>
        {shown.map((field) => (
          <Box
            key={field.name}
            component="section"
            role="group"
            aria-label={field.label}
            sx={{ py: 1.5, borderTop: 1, borderColor: 'divider' }}
          >
            <Typography variant="h3" sx={{ mb: 0.5 }}>
              {field.label}
            </Typography>
            <Box
              component="dl"
              sx={{ m: 0, display: 'grid', gap: '8px 24px', gridTemplateColumns: { sm: '1fr 1fr' }, minWidth: 0 }}
            >
              <Version
                name={texts.conflict.theirs}
                text={theirTexts[field.name].trim() || undefined}
                isUnchanged={!changedByThem.includes(field)}
              />
              <Version
                name={texts.conflict.mine}
                text={form.texts[field.name].trim() || undefined}
                isUnchanged={!mine.includes(field)}
              />
            </Box>
          </Box>
        ))}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1, px: 3, pb: 2, '& > :not(style) ~ :not(style)': { ml: 0 } }}>
        <Button onClick={form.goOn}>{texts.conflict.back}</Button>
        <Button onClick={onKeepTheirs} variant="outlined">
          {texts.conflict.keepTheirs}
        </Button>
        <Button onClick={onApplyMine} variant="contained">
          {texts.conflict.keepMine}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

type VersionProps = {
  readonly name: string;
  /** Absent if the field is empty. */
  readonly text: string | undefined;
  readonly isUnchanged: boolean;
};

function Version({ name, text, isUnchanged }: VersionProps) {
  const isQuiet = isUnchanged || text === undefined;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box component="dt" sx={{ typography: 'body2', color: 'text.secondary' }}>
        {name}
      </Box>
      <Box
        component="dd"
        dir="auto"
        sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', color: isQuiet ? 'text.secondary' : '' }}
      >
        {isUnchanged ? texts.conflict.unchanged : (text ?? texts.conflict.empty)}
      </Box>
    </Box>
  );
}
