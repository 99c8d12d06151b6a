import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { attributeLabel } from '../../../lib/attribute-label.ts';
import type { EditedFilm } from '../api/write-films.ts';
import { changedElsewhere, FIELDS, textsOf } from '../film-fields.ts';
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
 * next to each other or, on phones, below each other, and lets the user choose. If no field was changed by both, there is
 * nothing to choose.
 */
export function ConflictDialog({ form, theirs, onKeepTheirs, onApplyMine }: ConflictDialogProps) {
  const theirTexts = textsOf(theirs.film);
  const { byMe, byThem, conflicting } = form.changesBeside(theirs);
  const shown = FIELDS.filter((field) => byMe.includes(field) || byThem.includes(field));
  const elsewhere = form.base ? changedElsewhere(form.base.film, theirs.film).map(attributeLabel) : [];
  const hasConflict = conflicting.length > 0;
  const goBack = () => {
    form.goOn(theirs);
  };
  return (
    <Dialog
      open
      onClose={goBack}
      maxWidth="md"
      fullWidth
      aria-labelledby="conflict-title"
      aria-describedby="conflict-question"
    >
      <DialogTitle id="conflict-title">{texts.conflict.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id="conflict-question" sx={{ mb: 2 }}>
          {hasConflict ? texts.conflict.question : texts.conflict.noOverlap}
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
                isUnchanged={!byThem.includes(field)}
              />
              <Version
                name={texts.conflict.mine}
                text={form.texts[field.name].trim() || undefined}
                isUnchanged={!byMe.includes(field)}
              />
            </Box>
          </Box>
        ))}
        {elsewhere.length > 0 && <DialogContentText>{texts.conflict.elsewhere(elsewhere)}</DialogContentText>}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1, px: 3, pb: 2, '& > :not(style) ~ :not(style)': { ml: 0 } }}>
        <Button onClick={goBack}>{texts.conflict.back}</Button>
        {hasConflict && (
          <Button onClick={onKeepTheirs} variant="outlined">
            {texts.conflict.keepTheirs}
          </Button>
        )}
        <Button onClick={onApplyMine} variant="contained">
          {hasConflict ? texts.conflict.keepMine : texts.conflict.keepBoth}
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
