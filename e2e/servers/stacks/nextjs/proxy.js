export function proxy() {} // CORSCOPE:proxy
