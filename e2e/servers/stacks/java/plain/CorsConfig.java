package app;

// CORSCOPE:config
