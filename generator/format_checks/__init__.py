"""What is wrong with the format of a paper: rules of Nghị định 30/2020/NĐ-CP on its parts, each finding with its clause."""
