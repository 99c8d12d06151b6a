import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, type RefObject } from 'react';
import { useBlocker } from 'react-router';
import { formAt } from '../draft.ts';
import { texts } from '../texts.ts';

type UnsavedGuardProps = {
  readonly isChanged: boolean;
  /** True once the user means to leave, for example after saving. */
  readonly mayLeave: RefObject<boolean>;
  /** Called before the user leaves without saving. */
  readonly onLeave: () => void;
};

/** Asks before typed text is lost: on the way to another page of Marquee, and before the tab is closed or reloaded. */
export function UnsavedGuard({ isChanged, mayLeave, onLeave }: UnsavedGuardProps) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged && !mayLeave.current && formAt(currentLocation) !== formAt(nextLocation),
  );
  useEffect(() => {
    if (!isChanged) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      if (!mayLeave.current) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('beforeunload', ask);
    };
  }, [isChanged, mayLeave]);
  const stay = () => {
    blocker.reset?.();
  };
  return (
    <Dialog
      open={blocker.state === 'blocked'}
      onClose={stay}
      aria-labelledby="unsaved-title"
      aria-describedby="unsaved-warning"
    >
      <DialogTitle id="unsaved-title">{texts.leave.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id="unsaved-warning">{texts.leave.warning}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button
          onClick={() => {
            onLeave();
            blocker.proceed?.();
          }}
        >
          {texts.leave.leave}
        </Button>
        <Button onClick={stay} variant="contained" autoFocus>
          {texts.leave.stay}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
