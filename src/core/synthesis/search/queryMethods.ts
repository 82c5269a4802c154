const queryNames =
  /^(?:get|is|has|to|total|sum|count|size|length|average|mean|median|peek|first|last|keys|values|entries|list|items|snapshot|summary|state|status|current|remaining|balance|history|all|format|describe|toString|toJSON|toArray)(?:[A-Z_]\w*)?$/;

/** True when a method without arguments is named like a question, so that reading it after an act is natural. */
export function isQueryName(name: string): boolean {
  return queryNames.test(name) && !/^(?:getNext|toggle)/.test(name);
}
