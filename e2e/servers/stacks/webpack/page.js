document.title = "webpack";
