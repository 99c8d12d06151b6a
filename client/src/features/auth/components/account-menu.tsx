import AccountCircle from '@mui/icons-material/AccountCircle';
import Button from '@mui/material/Button';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Themed } from '../../../components/mui/themed.tsx';
import { focusHeading } from '../../../components/ui/focus-heading.ts';
import { showMessage } from '../../../lib/message.ts';
import { signOut } from '../../../lib/session/sign-in.ts';
import type { Session } from '../../../lib/session/session.ts';
import { texts } from '../texts.ts';
import './account-menu.css';

/** Shows who is signed in, and offers to sign out. */
export function AccountMenu({ session }: { readonly session: Session }) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => {
    setAnchor(undefined);
  };
  return (
    <Themed>
      <Button
        color="inherit"
        startIcon={<AccountCircle />}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-label={texts.signedInAs(session.name)}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget);
        }}
        title={session.name}
        sx={{ '& .MuiButton-startIcon': { ml: { xs: 0, lg: '-4px' }, mr: { xs: 0, lg: 1 } }, minWidth: 44 }}
      >
        <bdi className="account-name">{session.name}</bdi>
      </Button>
      <Menu anchorEl={anchor ?? null} open={anchor !== undefined} onClose={close}>
        <MenuItem
          onClick={() => {
            // The menu disappears together with the button that opened it, so the focus cannot return there.
            flushSync(signOut);
            focusHeading({ preventScroll: true });
            showMessage(texts.signedOut);
          }}
        >
          <ListItemText
            primary={texts.signOut}
            secondary={session.name}
            sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere', maxWidth: 320 }}
          />
        </MenuItem>
      </Menu>
    </Themed>
  );
}
