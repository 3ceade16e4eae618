/** Template tags in any of the template languages. */

/** Tags that open or close a block. Text after one may belong to a single branch. */
export const BLOCK_TAG = /\{\{\s*[#/^>]|\{\{\s*else\b|\{%/;

/** Where a value of the case is put in, or a block starts. */
export const VARIABLE_TAG =
  /\{\{|\{%|\$\{|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/u;
