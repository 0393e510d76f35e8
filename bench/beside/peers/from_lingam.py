# lingam, by the authors of the method.
import lingam
from common import matrix, versions_of

versions = versions_of("lingam", "scikit-learn", "numpy")


def direct(path, columns):
    data = matrix(path, columns)

    def run():
        model = lingam.DirectLiNGAM()
        model.fit(data)
        return [[int(i) for i in model.causal_order_], model.adjacency_matrix_.tolist()]

    return run
