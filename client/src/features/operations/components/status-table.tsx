import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';

type StatusTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  /** The first cell of a row names the row. */
  readonly rows: readonly (readonly string[])[];
};

export function StatusTable({ label, columns, rows }: StatusTableProps) {
  return (
    <Table
      size="small"
      aria-label={label}
      sx={{
        tableLayout: 'fixed',
        '& th:first-of-type': { width: '34%' },
        '& th, & td': { px: 0.5, overflowWrap: 'break-word' },
      }}
    >
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableCell key={column} scope="col">
              {column}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(([name = '', ...cells]) => (
          <TableRow key={name}>
            <TableCell component="th" scope="row">
              {name}
            </TableCell>
            {cells.map((cell, i) => (
              // A cell has no name of its own, so its key is its column.
              <TableCell key={columns[i + 1]}>{cell}</TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
