const NATIONALITIES =
  'Afghan|African|Albanian|Algerian|American|Argentine|Argentinian|Armenian|Asian|Australian|Austrian|Bangladeshi|' +
  'Belgian|Bosnian|Brazilian|British|Bulgarian|Cambodian|Canadian|Catalan|Chilean|Chinese|Colombian|Croatian|Cuban|' +
  'Czech|Danish|Dutch|Egyptian|English|Estonian|Ethiopian|European|Filipino|Finnish|French|Georgian|German|Ghanaian|' +
  'Greek|Hungarian|Icelandic|Indian|Indonesian|Iranian|Iraqi|Irish|Israeli|Italian|Jamaican|Japanese|Kenyan|Korean|' +
  'Latvian|Lebanese|Lithuanian|Malaysian|Mexican|Moroccan|Nigerian|Norwegian|Pakistani|Palestinian|Peruvian|Polish|' +
  'Portuguese|Romanian|Russian|Scottish|Senegalese|Serbian|Slovak|Slovenian|Spanish|Swedish|Swiss|Syrian|Taiwanese|' +
  'Thai|Tunisian|Turkish|Ukrainian|Uruguayan|Venezuelan|Vietnamese|Welsh';

/** The source of a regular expression for "American", "Swedish-Italian", "Russian-born" and "Frenchman". */
export const NATIONALITY = `(?:(?:${NATIONALITIES})(?:[-–](?:${NATIONALITIES}|born))*|(?:Dutch|English|French|Irish|Scots|Welsh)(?:wo)?man)`;
