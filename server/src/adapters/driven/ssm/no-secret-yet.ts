/**
 * The value that the parameter has until someone stores the key in it. It is not empty, because SSM does not accept an
 * empty value.
 */
export const NO_SECRET_YET = 'none-yet';
