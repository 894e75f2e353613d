# CORSCOPE:initializer
