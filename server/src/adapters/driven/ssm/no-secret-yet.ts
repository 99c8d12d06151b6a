/** The value of the parameter until someone stores the key in it, because SSM does not accept an empty value. */
export const NO_SECRET_YET = 'none-yet';
