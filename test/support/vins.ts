/** VINs with right check digits that the offline data know. */
export const accordVin = '1HGCM82633A004352'
export const corollaVin = '2T1BURHE0JC014702'
export const legendVin = 'JH4KA7561PC008269'
