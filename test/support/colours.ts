/** Colours of a terminal that has none. */
export const plainColours = {
  bold: String,
  dim: String,
  red: String,
  green: String,
  yellow: String,
  blue: String,
};
