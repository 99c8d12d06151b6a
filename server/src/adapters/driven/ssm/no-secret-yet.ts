/**
 * The value that the SSM parameter for the provider's key has until someone stores the key in the parameter. This value
 * is not empty, because SSM does not accept an empty value.
 */
export const NO_SECRET_YET = 'none-yet';
