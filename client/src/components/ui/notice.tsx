import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

type NoticeProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons and links: what can be done about it. */
  readonly actions?: ReactNode;
  readonly role?: 'alert' | 'status';
  /** `h1` where it stands for the whole page. Default: `h2`. */
  readonly heading?: 'h1' | 'h2';
};

/** Tells why there is nothing to see here, and what can be done. */
export function Notice({ title, children, actions, role, heading = 'h2' }: NoticeProps) {
  return (
    <Stack
      role={role}
      sx={{ gap: 1.5, py: { xs: 4, md: 7 }, maxWidth: 620, mx: 'auto', textAlign: 'center', alignItems: 'center' }}
    >
      <Typography component={heading} variant="h2">
        {title}
      </Typography>
      <Typography component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere', textWrap: 'pretty' }}>
        {children}
      </Typography>
      {actions !== undefined && (
        <Stack direction="row" sx={{ gap: 1, mt: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {actions}
        </Stack>
      )}
    </Stack>
  );
}
