import Typography from '@mui/material/Typography';

export function Component() {
  return <Typography variant="h1">Live movies</Typography>;
}
