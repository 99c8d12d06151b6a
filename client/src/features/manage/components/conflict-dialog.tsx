import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { EditedFilm } from '../api/write-films.ts';
import { changedFields, FIELDS, textsOf, type FilmTexts } from '../film-fields.ts';
import type { FilmForm } from '../use-film-form.ts';

type ConflictDialogProps = {
  readonly form: FilmForm;
  /** The film as it is now. */
  readonly theirs: EditedFilm;
  readonly onKeepTheirs: () => void;
  readonly onApplyMine: () => void;
};

/**
 * Shown when someone else saved the film first. Shows their version next to the typed version, and lets the user
 * choose.
 */
export function ConflictDialog({ form, theirs, onKeepTheirs, onApplyMine }: ConflictDialogProps) {
  const theirTexts = textsOf(theirs.film);
  const mine = changedFields(form.baseTexts, form.texts);
  const shown = FIELDS.filter(
    (field) => mine.includes(field) || changedFields(form.baseTexts, theirTexts).includes(field),
  );
  return (
    <Dialog open onClose={form.goOn} maxWidth="md" fullWidth aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">Someone else saved this film first</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>
          Keep their version, or keep yours: your changes replace theirs where you edited, and everything else stays as
          they saved it.
        </DialogContentText>
        <Table size="small" aria-label="Their version next to yours">
          <TableHead>
            <TableRow>
              <TableCell>Field</TableCell>
              <TableCell>They saved</TableCell>
              <TableCell>You typed</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map((field) => (
              <TableRow key={field.name} sx={{ verticalAlign: 'top' }}>
                <TableCell component="th" scope="row">
                  {field.label}
                </TableCell>
                <TextCell texts={theirTexts} name={field.name} />
                {mine.includes(field) ? (
                  <TextCell texts={form.texts} name={field.name} />
                ) : (
                  <TableCell sx={{ color: 'text.secondary' }}>unchanged</TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={form.goOn}>Back to the form</Button>
        <Button onClick={onKeepTheirs} variant="outlined">
          Keep theirs
        </Button>
        <Button onClick={onApplyMine} variant="contained">
          Keep mine
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function TextCell({ texts, name }: { readonly texts: FilmTexts; readonly name: keyof FilmTexts }) {
  const text = texts[name].trim();
  return (
    <TableCell
      dir="auto"
      sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', color: text === '' ? 'text.secondary' : '' }}
    >
      {text === '' ? '(empty)' : text}
    </TableCell>
  );
}
