/** What the parameter holds before anybody has put the key there: SSM keeps no empty texts. */
export const NO_SECRET_YET = 'none-yet';
