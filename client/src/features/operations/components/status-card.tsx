import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

type StatusCardProps = { readonly title: string; readonly className?: string; readonly children: ReactNode };

/** A part of the status page. */
export function StatusCard({ title, className, children }: StatusCardProps) {
  const id = useId();
  return (
    <Paper component="section" variant="outlined" aria-labelledby={id} className={className} sx={{ p: 2 }}>
      <Typography variant="h2" id={id}>
        {title}
      </Typography>
      {children}
    </Paper>
  );
}

/** Names and their values. */
export function Facts({ entries }: { readonly entries: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl>{entries.flatMap(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}</dl>
  );
}
