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

/** Somebody else saved first: what they saved beside what was typed here, and the choice. */
export function ConflictDialog({ form, theirs, onKeepTheirs, onApplyMine }: ConflictDialogProps) {
  const theirTexts = textsOf(theirs.film);
  const mine = changedFields(form.baseTexts, form.texts);
  const shown = FIELDS.filter(
    (field) => mine.includes(field) || changedFields(form.baseTexts, theirTexts).includes(field),
  );
  return (
    <Dialog open onClose={form.goOn} maxWidth="md" fullWidth aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">Somebody else saved this film first</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>
          Keep what they saved, or apply yours on top: of the fields below those that you changed will be as you typed
          them, and the others stay as they saved them.
        </DialogContentText>
        <Table size="small" aria-label="What they saved beside what you typed">
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
                  <TableCell sx={{ color: 'text.secondary' }}>not changed by you</TableCell>
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
          Apply mine on top
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
      {text === '' ? 'nothing' : text}
    </TableCell>
  );
}
