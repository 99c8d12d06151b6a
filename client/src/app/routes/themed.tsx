import { Outlet } from 'react-router';
import { Themed } from '../../components/mui/themed.tsx';

/** Wraps the pages that are made of Material UI. */
export function Component() {
  return (
    <Themed>
      <Outlet />
    </Themed>
  );
}
