import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { paths } from '../../config/paths.ts';

export function Component() {
  return (
    <>
      <Typography variant="h1">There is nothing here</Typography>
      <Button component={Link} to={paths.search.to()}>
        Search films
      </Button>
    </>
  );
}
