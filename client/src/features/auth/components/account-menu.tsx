import AccountCircle from '@mui/icons-material/AccountCircle';
import Button from '@mui/material/Button';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Themed } from '../../../components/mui/themed.tsx';
import { signOut } from '../../../lib/session/sign-in.ts';
import type { Session } from '../../../lib/session/session.ts';

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
        aria-label={`Signed in as ${session.name}`}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget);
        }}
        sx={{ '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 } }, minWidth: 44 }}
      >
        <span className="account-name">{session.name}</span>
      </Button>
      <Menu anchorEl={anchor ?? null} open={anchor !== undefined} onClose={close}>
        <MenuItem
          onClick={() => {
            close();
            signOut();
          }}
        >
          <ListItemText primary="Sign out" secondary={session.name} />
        </MenuItem>
      </Menu>
    </Themed>
  );
}
